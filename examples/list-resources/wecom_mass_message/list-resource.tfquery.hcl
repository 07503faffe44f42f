# Needs Terraform 1.14.

# Every message of the last 28 days, at most 100 of them.
list "wecom_mass_message" "recent" {
  provider = wecom
}

# What the company sent to customers in spring, however many months that were.
list "wecom_mass_message" "spring" {
  provider = wecom
  limit    = 1000

  config {
    start_time  = "2026-02-01T00:00:00+08:00"
    end_time    = "2026-05-01T00:00:00+08:00"
    chat_type   = "single"
    create_type = "enterprise"
  }
}

# The last seven days.
list "wecom_mass_message" "week" {
  provider = wecom

  config {
    start_time = timeadd(plantimestamp(), "-168h")
  }
}
