locals {
  # The mark tells colleagues that this is a trial, and makes it another
  # content: nothing that a trial has sent holds up production, also where the
  # two lists share people.
  text            = var.trial ? "【试发】${var.text}" : var.text
  recipients_file = var.trial ? var.trial_file : var.recipients_file
  not_before      = var.trial ? null : var.not_before
}

# One member sends to all.
resource "wecom_mass_message" "message" {
  count = var.sender == null ? 0 : 1

  sender          = var.sender
  recipients_file = local.recipients_file
  attachments     = var.attachments
  not_before      = local.not_before
  not_after       = var.not_after
  triggers        = var.triggers

  text = {
    content = local.text
  }

  # Once it was sent to customers, an edit sends nothing. A trial is sent anew
  # to colleagues with every edit.
  resend_on = var.trial ? "content" : "triggers"

  lifecycle {
    # An unknown outcome turns the run red. It taints nothing and sends nothing.
    postcondition {
      condition     = self.status == "created"
      error_message = "It is not known whether WeCom took the message. Do what the warning on status says."
    }
  }
}

# Each member sends to their own customers.
resource "wecom_campaign" "campaign" {
  count = var.sender == null ? 1 : 0

  recipients_file = local.recipients_file
  attachments     = var.attachments
  rollout         = var.trial ? 100 : var.rollout
  not_before      = local.not_before
  not_after       = var.not_after

  text = {
    content = local.text
  }

  # A trial is sent anew to colleagues with every edit of what it says. Another
  # content of the same file is none here.
  triggers = var.trial ? merge({ text = local.text, attachments = jsonencode(var.attachments) }, var.triggers) : var.triggers

  lifecycle {
    # What was not sent, and what nobody knows of, turns the run red. It taints
    # nothing and sends nothing.
    postcondition {
      condition     = contains(["complete", "rolled_out"], self.status)
      error_message = "The campaign is ${self.status}. Do what the warnings and errors say, and apply again."
    }
  }
}
