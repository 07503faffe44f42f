# The rules of the module. Nobody is called: the provider is mocked, and what it
# would work out is what stands here.

mock_provider "wecom" {
  mock_resource "wecom_mass_message" {
    defaults = {
      status           = "created"
      audience         = "2 customers"
      recipients_count = 2
    }
  }

  mock_resource "wecom_campaign" {
    defaults = {
      status           = "complete"
      audience         = "2 customers"
      recipients_count = 2
    }
  }
}

variables {
  trial           = false
  recipients_file = "customers.csv"
  trial_file      = "trial.csv"
  text            = "全场好茶五折起"
  not_after       = "2099-11-11T22:00:00+08:00"
}

run "one_member_sends_one_message" {
  variables {
    sender = "zhangsan"
  }

  assert {
    condition     = length(wecom_campaign.campaign) == 0 && output.status == "created"
    error_message = "It is not one message."
  }

  assert {
    condition     = wecom_mass_message.message[0].resend_on == "triggers"
    error_message = "An edit would be sent to customers."
  }
}

run "each_member_sends_their_own" {
  assert {
    condition     = length(wecom_mass_message.message) == 0 && output.status == "complete"
    error_message = "It is not one campaign."
  }

  assert {
    condition     = wecom_campaign.campaign[0].recipients_file == "customers.csv" && output.text == "全场好茶五折起"
    error_message = "It is not for customers."
  }
}

run "a_trial_goes_to_colleagues_and_says_so" {
  variables {
    trial      = true
    not_before = "2099-11-11T08:00:00+08:00"
    rollout    = 1
  }

  assert {
    condition     = wecom_campaign.campaign[0].recipients_file == "trial.csv" && output.text == "【试发】全场好茶五折起"
    error_message = "It is not for colleagues."
  }

  assert {
    condition     = wecom_campaign.campaign[0].not_before == null && wecom_campaign.campaign[0].rollout == 100
    error_message = "It waits for the day, or is sent in part."
  }
}

run "another_trigger_sends_it_once_more" {
  variables {
    sender   = "zhangsan"
    triggers = { wave = "2" }
  }

  assert {
    condition     = wecom_mass_message.message[0].triggers == tomap({ wave = "2" })
    error_message = "It would not be sent once more."
  }
}

run "a_trial_is_sent_once_more_too" {
  variables {
    trial    = true
    triggers = { wave = "2" }
  }

  assert {
    condition     = toset(keys(wecom_campaign.campaign[0].triggers)) == toset(["attachments", "text", "wave"])
    error_message = "It would not be sent once more, or not with every edit."
  }
}

run "a_blank_text_is_refused" {
  command = plan

  variables {
    text = " "
  }

  expect_failures = [var.text]
}

run "a_link_without_https_is_refused" {
  command = plan

  # A test file cannot call the functions of a provider.
  variables {
    attachments = [{ msgtype = "link", link = { title = "双十一", url = "http://shop.example.com" } }]
  }

  expect_failures = [var.attachments]
}

run "ten_attachments_are_refused" {
  command = plan

  # A test file cannot call the functions of a provider.
  variables {
    attachments = [for n in range(10) : { msgtype = "link", link = { title = "双十一", url = "https://shop.example.com/${n}" } }]
  }

  expect_failures = [var.attachments]
}

run "a_time_that_is_none_is_refused" {
  command = plan

  variables {
    not_after = "tomorrow"
  }

  expect_failures = [var.not_after]
}

run "a_part_of_one_message_is_refused" {
  command = plan

  variables {
    sender  = "zhangsan"
    rollout = 10
  }

  expect_failures = [var.rollout]
}
