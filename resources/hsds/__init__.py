"""Open Referral HSDS 3: what goes out to partners and what comes in from them."""
