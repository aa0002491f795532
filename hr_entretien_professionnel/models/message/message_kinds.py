"""Every kind of message and every state of one, each in one table."""

# Asked for, and nobody has anything to do: it waits its turn, or its mail leaves.
ON_ITS_WAY = ("waiting", "leaving")
# It leaves without being asked for again, at the latest once there is an address.
PENDING = (*ON_ITS_WAY, "no_address")
# Not written yet: it would say what holds when it leaves.
UNWRITTEN = ("waiting", "no_address", "failed")
# What waits for HR: nobody received it, or nobody knows.
UNDELIVERED = ("failed", "no_address", "unknown")
# It leaves by itself once there is an address.
WITHOUT_ADDRESS = ("failed", "no_address")
# Its mail was stored, and may have left.
GONE = ("leaving", "sent", "unknown")
# Of these it is not known yet that they left.
EXPECTED = ("leaving", "unknown")
# Nothing is left to do.
OVER = ("sent", "by_hand", "cancelled")
INVITATIONS = ("invitation", "reinvitation")
