"""A crawl with everything on against bare Scrapy, on a site that is served on loopback."""
