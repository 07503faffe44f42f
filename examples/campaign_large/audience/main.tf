# The audience, in a root of its own: every plan of this root asks WeCom again.
# It writes the file that the campaign beside it reads: who gets it, and which
# member sends to whom.

terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

provider "wecom" {}

# Another day is another file. That of a campaign stays as it is until the last
# message has left.
variable "day" {
  description = "The day of the audience, in the name of its file."
  type        = string
  default     = "2025-03-08"
}

data "wecom_follow_users" "all" {}

# Without a filter one call for each member is enough: 500 members are 500 calls.
data "wecom_customers" "all" {
  userid_list = data.wecom_follow_users.all.follow_user

  # Customers' ids: leave the file out of git, or keep the repository private.
  output_file = "${path.module}/../customers-${var.day}.csv"
}

output "recipients_count" {
  description = "How many customers are in the file."
  value       = data.wecom_customers.all.recipients_count
}
