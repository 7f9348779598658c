"""Where things were found, and when: the tables of sources, crawls and sightings as SQL takes them."""

from crm.tables import table_named

SOURCE, CRAWL_RUN = table_named("source"), table_named("crawl_run")
PAGE, SIGHTING, CHANGE = table_named("page"), table_named("sighting"), table_named("change")
SITE_RULE, REVIEW_LATER = table_named("site_rule"), table_named("review_later")
