"""The directory: services that help, shaped after Open Referral HSDS 3."""
