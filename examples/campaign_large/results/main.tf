# The results, in a root of its own, planned and applied some hours later, as
# often as you like: it sends nothing.

terraform {
  required_providers {
    wecom = {
      source = "wecom-community/wecom"
    }
  }
}

provider "wecom" {}

# Where the campaign keeps its state: write your backend here.
data "terraform_remote_state" "campaign" {
  backend = "local"

  config = {
    path = "${path.module}/../campaign/terraform.tfstate"
  }
}

data "wecom_mass_message_results" "spring_tea" {
  msgids = data.terraform_remote_state.campaign.outputs.msgids
}

locals {
  counts = data.wecom_mass_message_results.spring_tea.counts

  # By member, how many tasks are still to be confirmed.
  still_to_send = { for m in data.wecom_mass_message_results.spring_tea.members : m.userid => m.tasks_not_sent if m.tasks_not_sent > 0 }
}

check "confirmed" {
  assert {
    condition     = length(local.still_to_send) == 0
    error_message = "${length(local.still_to_send)} members have not confirmed all of their tasks."
  }
}

check "reached" {
  assert {
    condition     = local.counts.not_friend + local.counts.over_quota <= 0.05 * local.counts.total
    error_message = "Of ${local.counts.total} customers ${local.counts.not_friend} are no customers any more, and ${local.counts.over_quota} had their messages of this month already."
  }
}

output "counts" {
  value = local.counts
}

output "still_to_send" {
  value = local.still_to_send
}
