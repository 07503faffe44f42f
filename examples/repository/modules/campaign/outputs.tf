output "status" {
  description = "created, complete or rolled_out where all is well."
  value       = one(concat(wecom_mass_message.message[*].status, wecom_campaign.campaign[*].status))
}

output "text" {
  description = "What is sent, with the mark of a trial."
  value       = local.text
}

output "audience" {
  description = "Who gets it, in a line."
  value       = one(concat(wecom_mass_message.message[*].audience, wecom_campaign.campaign[*].audience))
}

output "recipients_count" {
  description = "How many get it."
  value       = one(concat(wecom_mass_message.message[*].recipients_count, wecom_campaign.campaign[*].recipients_count))
}

output "msgids" {
  description = "What the data source wecom_mass_message_results counts."
  value = concat(
    wecom_mass_message.message[*].msgid,
    flatten([for c in wecom_campaign.campaign : [for m in c.messages : m.delivery.msgid if m.delivery.status == "created"]]),
  )
}
