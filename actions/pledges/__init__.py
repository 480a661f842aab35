"""The #IWill board. The only free text from the public lives here."""
