terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

data "wecom_follow_users" "all" {}

# The groups of all members, with their owners, for a campaign in another root.
data "wecom_group_chats" "all" {
  owner_filter = {
    userid_list = data.wecom_follow_users.all.follow_user
  }
  output_file = "${path.root}/groups-2025-03-08.csv"
}

output "recipients_count" {
  value = data.wecom_group_chats.all.recipients_count
}
