terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_mass_message" "reminder" {
  external_userid = ["woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"]

  text = {
    content = "温馨提示：本月账单将于 25 日出账。"
  }

  # Every change of a value sends the message once more, on purpose.
  triggers = {
    month = "2026-12"
  }

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}
