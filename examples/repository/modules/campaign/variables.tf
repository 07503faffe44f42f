variable "trial" {
  description = "Whether this is a trial: it goes to trial_file, and its text says so."
  type        = bool
}

variable "recipients_file" {
  description = "Path of the list of customers: a column external_userid, and without sender a column sender, too."
  type        = string
}

variable "trial_file" {
  description = "Path of the list of those who get the trial, of the same form."
  type        = string
}

variable "sender" {
  description = "userid of the member who sends one message to all. Left out, the list says who sends to whom, and there is one message for each member. It stays as it is once the campaign was sent."
  type        = string
  default     = null
}

variable "text" {
  description = "What the customers read."
  type        = string

  validation {
    condition     = trimspace(var.text) != ""
    error_message = "A campaign has a text, also beside attachments."
  }

  validation {
    condition     = provider::wecom::byte_length("【试发】${var.text}") <= 4000
    error_message = "The text and the mark of the trial are more than 4,000 bytes."
  }
}

# As the functions of the provider give them (provider::wecom::link and the
# like), which refuse a name that is not known.
variable "attachments" {
  description = "What follows the text, in this order."
  default     = []

  type = list(object({
    msgtype = string

    image = optional(object({
      media_id      = optional(string)
      pic_url       = optional(string)
      source        = optional(string)
      source_sha256 = optional(string)
    }))

    link = optional(object({
      title  = string
      url    = string
      desc   = optional(string)
      picurl = optional(string)
    }))

    miniprogram = optional(object({
      title             = string
      appid             = string
      page              = string
      pic_media_id      = optional(string)
      pic_source        = optional(string)
      pic_source_sha256 = optional(string)
    }))

    video = optional(object({
      media_id      = optional(string)
      source        = optional(string)
      source_sha256 = optional(string)
    }))

    file = optional(object({
      media_id      = optional(string)
      source        = optional(string)
      source_sha256 = optional(string)
    }))
  }))

  validation {
    condition     = length(var.attachments) <= 9
    error_message = "A message has at most 9 attachments."
  }

  validation {
    condition     = alltrue([for a in var.attachments : startswith(a.link.url, "https://") if a.link != null])
    error_message = "Links begin with https://."
  }
}

variable "not_before" {
  description = "Time before which nothing is sent to customers, such as 2099-11-11T08:00:00+08:00. A trial may be sent before."
  type        = string
  default     = null
}

variable "not_after" {
  description = "Time after which nothing is sent, so that a campaign that is over is not sent again where its state is lost."
  type        = string

  validation {
    condition     = can(timecmp(var.not_after, "2000-01-01T00:00:00Z"))
    error_message = "Write the time as 2099-11-11T22:00:00+08:00."
  }
}

variable "rollout" {
  description = "Percent of the messages that are sent, where the list says who sends to whom. Begin with a part, and raise it."
  type        = number
  default     = 100

  validation {
    condition     = var.sender == null || var.rollout == 100
    error_message = "One message cannot be sent in parts: leave rollout or sender out."
  }
}

variable "triggers" {
  description = "What sends it once more to everybody when it changes, such as { wave = \"2\" }. Leave it out: a campaign is sent once."
  type        = map(string)
  default     = null
}
