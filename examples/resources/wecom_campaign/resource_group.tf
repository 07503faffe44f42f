terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_campaign" "groups" {
  chat_type       = "group"
  recipients_file = "${path.module}/groups.csv"

  # Whoever applies it later sends nothing.
  not_after = "2099-12-31T18:00:00+08:00"

  text = {
    content = "本周五晚八点，群里抽三位送春茶。"
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
