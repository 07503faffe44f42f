# The id is the msgids of the messages, joined by commas.
terraform import wecom_campaign.spring_tea msgGCAAAXtWyujaWJHDDGi0mAAAA,msgGCAAAXtWyujaWJHDDGi0mBBBB
