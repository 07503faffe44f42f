# The audience, in a root of its own: every plan of this root asks WeCom again.
# It writes a file that the root beside it, the campaign, reads.

terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

provider "wecom" {}

# Another day is another file. The one of a campaign that is not sent to its end
# stays as it is: if WeCom has another audience by now, a plan for the same day
# is refused.
variable "day" {
  description = "The day of the audience, in the name of its file."
  type        = string
  default     = "2025-03-08"
}

data "wecom_follow_users" "all" {}

data "wecom_customer_tags" "vip" {
  names = ["客户等级/重要客户"]
}

data "wecom_customer_tags" "coffee" {
  names = ["口味/喝咖啡"]
}

data "wecom_customers" "vips" {
  userid_list = data.wecom_follow_users.all.follow_user
  tag_id      = data.wecom_customer_tags.vip.tag_list
  tag_id_none = data.wecom_customer_tags.coffee.tag_list

  # Customers' ids: leave the file out of git.
  output_file = "${path.module}/../customers-${var.day}.csv"
}

output "recipients_count" {
  description = "How many customers are in the file."
  value       = data.wecom_customers.vips.recipients_count
}

output "output_sha256" {
  description = "What the file has to be when the campaign reads it."
  value       = data.wecom_customers.vips.output_sha256
}
