package wecomsim

import "slices"

// audience is who gets a message: tasks in the order in which the members first
// occur, and the ids that cannot be reached.
type audience struct {
	tasks    []Task
	failList []string
	index    map[string]int // by userid
}

func (a *audience) add(userid string, recipient Recipient) {
	at, known := a.index[userid]
	if !known {
		at = len(a.tasks)
		a.index[userid] = at
		a.tasks = append(a.tasks, Task{UserID: userid})
	}

	a.tasks[at].Recipients = append(a.tasks[at].Recipients, recipient)
}

// checkSender refuses a sender who cannot get a task. Which code a member
// outside the visible range gets is not documented for this endpoint; 60021 is
// the table's general code.
func (d *directory) checkSender(app *App, sender string) *refusal {
	if sender == "" {
		return nil
	}

	member := d.members[sender]
	switch {
	case member == nil:
		return refuse(codeNoSuchUser, "%s", sender)
	case !app.sees(sender):
		return refuse(codeOutOfRange, "%s", sender)
	case member.NoCustomerContact:
		return refuse(codeNoCustomerContact, "%s", sender)
	}

	return nil
}

// audience works out the recipients by the rules of page 96366. An
// external_userid that is unknown, or is no customer of the sender, goes to
// fail_list; the page does not say more about the latter.
func (d *directory) audience(app *App, request *messageRequest) (*audience, *refusal) {
	if refused := d.checkSender(app, request.sender); refused != nil {
		if refused.code == codeNoSuchUser && d.allUnknown(request) {
			// Recorded; of an unknown sender with known customers nothing was.
			refused = refuse(codeNoCustomers, "")
		}

		return nil, refused
	}

	a := &audience{index: map[string]int{}, failList: []string{}}
	if request.chatType == chatTypeGroup {
		return a, d.addGroups(a, request)
	}

	if len(request.externalUserID) > 0 {
		// "如果指定了external_userid,则tag_filter不生效": the filter is not even looked
		// at.
		d.addCustomers(a, app, request)
	} else if refused := d.addMatching(a, app, request); refused != nil {
		return nil, refused
	}

	if len(a.tasks) == 0 {
		return nil, refuse(codeNobody, "")
	}

	return a, nil
}

// allUnknown says whether the message names customers and nobody has any of
// them.
func (d *directory) allUnknown(request *messageRequest) bool {
	return request.chatType == chatTypeSingle && len(request.externalUserID) > 0 &&
		!slices.ContainsFunc(request.externalUserID, func(id string) bool { return d.customers[id] != nil })
}

// addGroups: the owner gets the task. Without chat ids the owner picks groups
// when confirming, so the task has no recipients yet.
func (d *directory) addGroups(a *audience, request *messageRequest) *refusal {
	seen := map[string]bool{}
	for _, id := range request.chatIDList {
		if seen[id] {
			continue
		}

		seen[id] = true

		group := d.groups[id]
		if group == nil || group.Owner != request.sender || group.NotCustomerGroup {
			a.failList = append(a.failList, id)
			continue
		}

		a.add(request.sender, Recipient{ChatID: id})
	}

	if len(request.chatIDList) == 0 && len(d.owned[request.sender]) > 0 {
		a.index[request.sender] = 0
		a.tasks = []Task{{UserID: request.sender}}
	}

	if len(a.tasks) == 0 {
		return refuse(codeNobody, "")
	}

	return nil
}

func (d *directory) addCustomers(a *audience, app *App, request *messageRequest) {
	seen := make(map[string]bool, len(request.externalUserID))
	for i, id := range request.externalUserID {
		customer := d.customers[id]
		if customer != nil {
			// The same text once in memory, for all messages.
			id = customer.ExternalUserID
			request.externalUserID[i] = id
		}

		if seen[id] {
			continue
		}

		seen[id] = true

		follow := d.servedBy(app, customer, request.sender)
		if follow == nil {
			a.failList = append(a.failList, id)
			continue
		}

		a.add(follow.UserID, Recipient{ExternalUserID: id})
	}
}

// addMatching: all customers of the sender, or of every member, that match the
// tag filter.
func (d *directory) addMatching(a *audience, app *App, request *messageRequest) *refusal {
	for _, tags := range request.tagFilter {
		for _, tag := range tags {
			if !d.tags[tag] {
				return refuse(codeBadTag, "%s", tag)
			}
		}
	}

	if request.sender != "" {
		for _, customer := range d.followed[request.sender] {
			follow := customer.follow(request.sender)
			if matches(request.tagFilter, follow.Tags) {
				a.add(request.sender, Recipient{ExternalUserID: customer.ExternalUserID})
			}
		}

		return nil
	}

	for i := range d.company.Customers {
		customer := &d.company.Customers[i]

		var tags []string
		for _, follow := range customer.Follows {
			tags = append(tags, follow.Tags...)
		}

		if !matches(request.tagFilter, tags) {
			continue
		}

		if follow := d.servedBy(app, customer, ""); follow != nil {
			a.add(follow.UserID, Recipient{ExternalUserID: customer.ExternalUserID})
		}
	}

	return nil
}

// servedBy is the relation through which the customer gets the message: that to
// the sender, or to the member who last talked to the customer
// ("仅会推送给最后跟客户进行聊天互动的企业成员"). It is nil when that member cannot get a task.
func (d *directory) servedBy(app *App, customer *Customer, sender string) *Follow {
	if customer == nil {
		return nil
	}

	if sender != "" {
		return customer.follow(sender)
	}

	follow := customer.lastTalked()
	if follow == nil || d.checkSender(app, follow.UserID) != nil {
		return nil
	}

	return follow
}

// matches: OR inside a group ("同组标签之间按或关系"), AND between groups ("不同组标签按且关系").
func matches(filter [][]string, tags []string) bool {
	for _, group := range filter {
		if !slices.ContainsFunc(group, func(tag string) bool { return slices.Contains(tags, tag) }) {
			return false
		}
	}

	return true
}
