terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_campaign" "spring_tea" {
  recipients_file = "${path.module}/customers.csv"

  # Ids that get nothing. The file may change while messages are left.
  exclude_files = ["${path.module}/excluded.txt"]

  # One arm of a test: the other one has from = 50 and to = 100.
  sample = { salt = "spring", from = 0, to = 50 }

  # One message of ten first. Raise it, and the next apply sends further ones.
  rollout = 10

  text = {
    content = "明前龙井到店，老客户凭会员码立减 20 元。"
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
