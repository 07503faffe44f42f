terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_mass_message" "tasting" {
  sender          = "zhangsan"
  recipients_file = "${path.module}/customers.csv"

  # Whoever applies it later sends nothing.
  not_after = "2099-04-05T21:00:00+08:00"

  text = {
    content = "上周六品鉴会的录像，没能到场的朋友可以看看。"
  }

  attachments = [
    # An MP4 of at most 10 MB, whole and with a video track.
    provider::wecom::video({ source = "${path.module}/tasting.mp4" }),
  ]

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}
