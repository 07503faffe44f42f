terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

locals {
  vip     = "ete19278asuMT123109rBAAAA"
  regular = "ete19MT12278109UYteaBAAAA"
  tea     = "eteIlKKHSDfuMT18Kg9rBAAAA"
}

resource "wecom_mass_message" "tea_lovers" {
  tag_filter = {
    group_list = [
      { tag_list = [local.vip, local.regular] }, # has one of these,
      { tag_list = [local.tea] },                # and this one
    ]
  }

  text = {
    content = "喝茶的老朋友：今年的第一批龙井到了，回复“茶”为您预留。"
  }

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}
