terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

# A message to groups has one sender, their owner, so ask for the groups of one.
data "wecom_group_chats" "zhangsan" {
  owner_filter = {
    userid_list = ["zhangsan"]
  }
  status_filter = "normal"
}

resource "wecom_mass_message" "groups" {
  chat_type    = "group"
  sender       = "zhangsan"
  chat_id_list = data.wecom_group_chats.zhangsan.chat_id_list

  text = {
    content = "周六下午两点店内品茶，群友免费。"
  }

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}
