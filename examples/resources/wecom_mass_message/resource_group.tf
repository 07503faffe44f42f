terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_mass_message" "tasting" {
  chat_type    = "group"
  sender       = "zhangsan" # the owner of the groups
  chat_id_list = ["wr2GCAAAXtWyujaWJHDDGasdadAAA"]

  text = {
    content = "各位茶友，周六的品鉴会还有五个名额，在群里回复即可报名。"
  }

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}
