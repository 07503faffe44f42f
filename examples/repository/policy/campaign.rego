# Rules for a plan, as `terraform show -json` prints it. `opa eval` and conftest
# read them alike: each message of deny refuses the plan.
#
# A rule asks what a message has to be, not what it must not be: what a plan
# does not know, or does not have, is refused.
package main

# The rules of this company.
most_recipients := 20000

link_hosts := {"shop.example.com"}

forbidden_words := {"国家级", "最高级", "最佳", "第一品牌"}

# What may send: a message that is created, and a campaign that is created or
# goes on. A replacement is a creation, too.
sends contains change if {
	some change in input.resource_changes
	change.type == "wecom_mass_message"
	"create" in change.change.actions
}

sends contains change if {
	some change in input.resource_changes
	change.type == "wecom_campaign"
	some action in change.change.actions
	action in {"create", "update"}
}

# Everybody who gets it stands in a list.
deny contains sprintf("%s: its recipients are not listed; name them in recipients_file", [change.address]) if {
	some change in sends
	not has_count(change)
}

has_count(change) if is_number(change.change.after.recipients_count)

# The gate max_recipients holds for each message, or each wecom_campaign; this
# one for the whole plan.
deny contains sprintf("The plan goes to %d people; %d are allowed", [people, most_recipients]) if {
	people := sum([change.change.after.recipients_count | some change in sends; has_count(change)])
	people > most_recipients
}

# A campaign that is over is not sent again when its state is lost.
deny contains sprintf("%s: it has no not_after", [change.address]) if {
	some change in sends
	not has_end(change)
}

has_end(change) if is_string(change.change.after.not_after)

# A message that was sent stays as it is.
deny contains sprintf("%s: it was sent, and this plan sends it again", [change.address]) if {
	some change in sends
	"delete" in change.change.actions
}

# A rename without a moved block makes another message of it.
deny contains sprintf("%s: it says what %s says, which this plan removes; a rename needs a moved block", [change.address, old.address]) if {
	some change in sends
	some old in input.resource_changes
	old.type == change.type
	old.change.actions in [["delete"], ["forget"]]
	old.change.before.text.content == change.change.after.text.content
}

# The plan says what customers will read.
deny contains sprintf("%s: its text is not known to the plan", [change.address]) if {
	some change in sends
	not has_text(change)
}

has_text(change) if is_string(change.change.after.text.content)

# What customers read, in the text and in the cards, by its place.
read[change.address] := {place: value |
	walk(change.change.after, [path, value])
	path[count(path) - 1] in {"content", "title", "desc"}
	is_string(value)
	place := concat(".", [sprintf("%v", [step]) | some step in path])
} if {
	some change in sends
}

# Words that the advertising law forbids.
deny contains sprintf("%s: %s has %s", [address, place, word]) if {
	some address, texts in read
	some place, text in texts
	some word in forbidden_words
	contains(text, word)
}

# WeCom makes a link of a URL in a text.
deny contains sprintf("%s: %s has a link to another place than %v", [address, place, link_hosts]) if {
	some address, texts in read
	some place, text in texts
	some start in regex.find_n(`(?i)https?://[^/?#\s<>"'，。！？；：、）】]*`, text, -1)
	not ours(concat("", [start, "/"]))
}

# Links lead to our own shop.
deny contains sprintf("%s: attachment %d leads to another place than %v", [change.address, n + 1, link_hosts]) if {
	some change in sends
	some n, attachment in change.change.after.attachments
	attachment.msgtype == "link"
	not ours(attachment.link.url)
}

ours(url) if {
	some host in link_hosts
	startswith(url, sprintf("https://%s/", [host]))
}

# Attachments that are not known are not there to be judged.
deny contains sprintf("%s: its attachments are not known to the plan", [change.address]) if {
	some change in sends
	has_unknown(object.get(change.change.after_unknown, "attachments", false))
}

has_unknown(value) if walk(value, [_, true])
