from . import (
    test_campaign_access,
    test_campaign_access_table,
    test_campaign_concurrent,
    test_campaign_dates,
    test_campaign_demo,
    test_campaign_launch,
    test_campaign_look,
    test_campaign_population,
    test_campaign_spread,
    test_campaign_thread,
    test_campaign_tour,
)
