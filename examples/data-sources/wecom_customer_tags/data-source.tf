terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

# A name that does not exist is an error that lists the near ones.
data "wecom_customer_tags" "level" {
  names = ["客户等级/重要客户", "客户等级/普通客户"]
}

data "wecom_customer_tags" "taste" {
  names = ["喝茶"] # the tag's name is enough where no other tag has it
}

resource "wecom_mass_message" "tea_lovers" {
  tag_filter = {
    group_list = [
      { tag_list = data.wecom_customer_tags.level.tag_list }, # has one of these,
      { tag_list = data.wecom_customer_tags.taste.tag_list }, # and this one
    ]
  }

  text = {
    content = "喝茶的老朋友：今年的第一批龙井到了。"
  }

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}

# Tags of rule groups (规则组标签), which only the app that made them sees.
data "wecom_customer_tags" "regions" {
  source = "strategy"
}

output "regions" {
  value = data.wecom_customer_tags.regions.ids
}
