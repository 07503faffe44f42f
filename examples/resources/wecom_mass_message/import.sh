# The id is the msgid that WeCom gave the message.
terraform import wecom_mass_message.example msgGCAAAXtWyujaWJHDDGi0mAAAA
