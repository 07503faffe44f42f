terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

import {
  to = wecom_campaign.spring_tea
  id = "msgGCAAAXtWyujaWJHDDGi0mAAAA,msgGCAAAXtWyujaWJHDDGi0mBBBB"
}

resource "wecom_campaign" "spring_tea" {
  recipients_file = "${path.module}/customers.csv"

  text = {
    content = "您预订的明前龙井已到店，欢迎随时来取。"
  }

  lifecycle {
    # What was not sent, and what nobody knows of, turns the run red. It taints
    # nothing and sends nothing.
    postcondition {
      condition     = contains(["complete", "rolled_out"], self.status)
      error_message = "The campaign is ${self.status}. Do what the warnings and errors say, and apply again."
    }
  }
}
