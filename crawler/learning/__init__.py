"""Show one, get all: rules for a site that are learnt from marks on its pages. Pure but for `keeping`."""
