"""Which people of which lists are one and which are not: the tables of that, as SQL takes them."""

from crm.tables import table_named

CONTACT_IMPORT = table_named("contact_import")
KEPT_APART, MERGE = table_named("kept_apart"), table_named("merge")
