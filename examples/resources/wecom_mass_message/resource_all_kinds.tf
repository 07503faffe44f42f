terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_mass_message" "spring_tea" {
  sender          = "zhangsan"
  recipients_file = "${path.module}/customers.csv"

  # Whoever applies it later sends nothing.
  not_after = "2099-04-05T21:00:00+08:00"

  text = {
    content = "明前龙井到店：海报、介绍、下单、品鉴会录像和价目表都在下面。"
  }

  # All five kinds, in the order in which the customers see them. The files are
  # uploaded right before the send.
  attachments = [
    provider::wecom::image({ source = "${path.module}/poster.png" }),
    provider::wecom::link({
      title = "明前龙井"
      desc  = "产地、年份与冲泡"
      url   = "https://shop.example.com/longjing"
    }),
    provider::wecom::miniprogram({
      title      = "在线下单"
      appid      = "wx8bd80126147dfAAA"
      page       = "pages/longjing/index.html"
      pic_source = "${path.module}/poster.png"
    }),
    provider::wecom::video({ source = "${path.module}/tasting.mp4" }),
    provider::wecom::file({ source = "${path.module}/price-list.pdf" }),
  ]

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}
