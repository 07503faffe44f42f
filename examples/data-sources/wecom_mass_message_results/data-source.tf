terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

resource "wecom_mass_message" "sale" {
  sender = "zhangsan"

  text = {
    content = "双十一全场五折，仅此一天。"
  }

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}

# The members confirm the message in WeCom one by one: run plan again later.
data "wecom_mass_message_results" "sale" {
  msgid = wecom_mass_message.sale.msgid
}

output "sent" {
  value = "${data.wecom_mass_message_results.sale.counts.sent} of ${data.wecom_mass_message_results.sale.counts.total}"
}

output "members_who_have_not_sent" {
  value = [for m in data.wecom_mass_message_results.sale.members : m.userid if m.status == 0]
}

# A warning at every run while more than a fifth could not be reached.
check "reached" {
  assert {
    condition = (
      data.wecom_mass_message_results.sale.counts.not_friend +
      data.wecom_mass_message_results.sale.counts.over_quota
    ) <= 0.2 * data.wecom_mass_message_results.sale.counts.total
    error_message = "More than 20 percent of the customers could not be reached."
  }
}
