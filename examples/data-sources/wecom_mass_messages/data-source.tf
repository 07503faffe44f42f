terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

# Half a year is read month by month.
data "wecom_mass_messages" "first_half" {
  start_time = "2025-01-01T00:00:00+08:00"
  end_time   = "2025-07-01T00:00:00+08:00"
  chat_type  = "single"
}

output "messages_by_month" {
  value = {
    for m in data.wecom_mass_messages.first_half.group_msg_list :
    substr(m.create_time, 0, 7) => m.msgid...
  }
}
