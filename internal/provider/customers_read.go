package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// readCustomers asks WeCom for what a query needs, in as few calls as that
// takes.
func (p *providerData) readCustomers(ctx context.Context, found *foundCustomers) diag.Diagnostics {
	query := found.query

	if query.chatIDs != nil {
		if diags := p.readPeopleOfGroups(ctx, found); diags.HasError() {
			return diags
		}
	}

	if !query.needsDetails() {
		return p.readCustomerIDs(ctx, found)
	}

	if err := p.client.Customers(ctx, query.userids, found.add); err != nil {
		return p.readError(customersSummary, path.Root("userid_list"), err)
	}

	return nil
}

// readCustomerIDs asks for one member at a time, one call for each.
func (p *providerData) readCustomerIDs(ctx context.Context, found *foundCustomers) diag.Diagnostics {
	var none []string // members of whom WeCom answers nothing

	for i, userid := range found.query.userids {
		if found.query.places[strings.ToLower(userid)] != i {
			continue // named before
		}

		ids, err := p.client.CustomerIDs(ctx, userid)
		if err != nil {
			return p.readErrorOf(customersSummary, draft.MemberID.Shown(userid), path.Root("userid_list").AtListIndex(i), err)
		}

		if ids == nil {
			none = append(none, userid)
		}

		for _, id := range ids {
			found.add(wecom.Customer{ExternalUserID: id}, wecom.Follow{UserID: userid})
		}
	}

	return p.mustServe(ctx, customersSummary, "customers", path.Root("userid_list"), none)
}

// mustServe fails for members who may serve no customers. WeCom answers of them
// as of members without any customers or groups, and a department whose feature
// was switched off would be missing without a word.
func (p *providerData) mustServe(ctx context.Context, summary, what string, at path.Path, userids []string) diag.Diagnostics {
	if len(userids) == 0 {
		return nil
	}

	serving, err := p.client.FollowUsers(ctx)
	if err != nil {
		return p.readError(summary, at, err)
	}

	may := placesOf(serving)

	var mayNot []string

	for _, userid := range userids {
		if _, ok := may[strings.ToLower(userid)]; !ok {
			mayNot = append(mayNot, userid)
		}
	}

	if mayNot == nil {
		return nil
	}

	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(at, summary,
		fmt.Sprintf("%s: these may not serve customers: %s. WeCom gives no %s of them, and does not name them among those who may (get_follow_user_list).", at, wording.ShownIDs(mayNot), what)+
			"\n\nGive them 客户联系 in the admin console, or leave them out. The data source wecom_follow_users has all who may.")}
}

// readPeopleOfGroups asks for one group at a time: WeCom takes no more.
func (p *providerData) readPeopleOfGroups(ctx context.Context, found *foundCustomers) diag.Diagnostics {
	asked := map[string]bool{}
	found.inGroup = map[string]bool{}

	for i, chatID := range found.query.chatIDs {
		if asked[chatID] {
			continue
		}

		asked[chatID] = true

		ids, err := p.client.GroupChatCustomers(ctx, chatID)
		if err != nil {
			return p.readErrorOf(customersSummary, draft.GroupID.Shown(chatID), path.Root("chat_id_list").AtListIndex(i), err)
		}

		for _, id := range ids {
			found.inGroup[id] = true
		}
	}

	return nil
}
