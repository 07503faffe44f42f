terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

data "wecom_customer_tags" "vip" {
  names = ["客户等级/重要客户"]
}

# Customers of zhangsan and lisi who have the tag and were added in the first
# half of March by scanning a QR code.
data "wecom_customers" "new_vips" {
  userid_list  = ["zhangsan", "lisi"]
  tag_id       = data.wecom_customer_tags.vip.tag_list
  added_after  = "2025-03-01T00:00:00+08:00"
  added_before = "2025-03-16T00:00:00+08:00"
  add_way      = [1]
}

resource "wecom_mass_message" "welcome" {
  external_userid = data.wecom_customers.new_vips.external_userid

  text = {
    content = "感谢您成为我们的重要客户，到店即赠新茶一份。"
  }

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}
