package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const (
	// memberCustomers is how many customers a member of the campaigns has.
	memberCustomers = 2_000
	// campaignIDs begins every id of a customer of the campaigns, and nothing
	// else, so that ids can be counted in what a run leaves behind.
	campaignIDs = "wmBENCHcustomer"
	// campaignMember names a member by a number.
	campaignMember = "member%03d"
	campaignText   = "春茶上新"
)

// measureCampaigns measures one campaign to the customers of so many members,
// beside the same messages as for_each over one file for each member.
func measureCampaigns(ctx context.Context, b *workbench, say func(string), runs int, membersOf []int) (result, error) {
	sim, err := simulate(ctx, campaignCompany(slices.Max(membersOf)), 0)
	if err != nil {
		return result{}, err
	}
	defer sim.close()

	own := *b
	own.sim = sim

	var subjects []*subject

	for _, members := range membersOf {
		for _, subjectOf := range []func(int) (*subject, error){own.campaign, own.campaignParts} {
			s, err := subjectOf(members)
			if err != nil {
				return result{}, err
			}

			subjects = append(subjects, s)
		}
	}

	measured, err := live(ctx, say, rowCampaign, runs, subjects)
	if err != nil {
		return result{}, err
	}

	r := result{
		Title:  fmt.Sprintf("Campaigns, %d customers of each member", memberCustomers),
		Note:   "for_each has one recipients_file for each member: the same messages to the same people.",
		Series: measured,
	}

	for i, members := range membersOf {
		name, parts := campaignName(members), partsName(members)
		r.Verdicts = append(r.Verdicts, compare(rowCampaign, measured, name, parts, 0)...)

		for _, subject := range []string{name, parts} {
			v := verdict{Row: rowCampaign, What: subject + ", peak memory of the provider", Got: measured.highestPeak(subject), Unit: "MiB"}
			if subject == name {
				v.AtMost = campaignMiB(members)
			}

			r.Verdicts = append(r.Verdicts, v)
		}

		if i > 0 {
			times := float64(members) / float64(membersOf[i-1])
			r.Verdicts = append(r.Verdicts, compare(rowCampaign, measured, name, campaignName(membersOf[i-1]), times)...)
			r.Verdicts = append(r.Verdicts, compare(rowCampaign, measured, parts, partsName(membersOf[i-1]), 0)...)
		}

		say(fmt.Sprintf("%s, %s: calls and ids", rowCampaign, name))

		counted, err := countCampaign(ctx, subjects[2*i])
		if err != nil {
			return result{}, err
		}

		r.Verdicts = append(r.Verdicts, counted...)
	}

	return r, nil
}

// campaignMiB is the target for the provider's memory; 0 where none is set.
func campaignMiB(members int) float64 {
	switch {
	case members*memberCustomers <= 100_000:
		return 120
	case members*memberCustomers <= 1_000_000:
		return 250
	}

	return 0
}

func campaignName(members int) string {
	return fmt.Sprintf("campaign of %d", members*memberCustomers)
}

func partsName(members int) string { return fmt.Sprintf("for_each of %d", members*memberCustomers) }

func campaignID(member, i int) string {
	return fmt.Sprintf("%s%017d", campaignIDs, member*memberCustomers+i)
}

// campaignCompany has nothing but members and their customers.
func campaignCompany(members int) wecomsim.Company {
	company := wecomsim.Company{
		CorpID: wecomsim.DemoCorpID,
		Apps:   []wecomsim.App{{Name: "bench", Secret: wecomsim.DemoSecret}},
	}

	for member := range members {
		userid := fmt.Sprintf(campaignMember, member)
		company.Members = append(company.Members, wecomsim.Member{UserID: userid})

		for i := range memberCustomers {
			company.Customers = append(company.Customers, wecomsim.Customer{
				ExternalUserID: campaignID(member, i), Type: 1, Follows: []wecomsim.Follow{{UserID: userid}},
			})
		}
	}

	return company
}

// peopleFile is where a campaign has its people.
const peopleFile = "people.csv"

// campaign has all people in one file, of one member after the other.
func (b *workbench) campaign(members int) (*subject, error) {
	var rows strings.Builder

	rows.WriteString("external_userid,sender\n")

	for member := range members {
		for i := range memberCustomers {
			fmt.Fprintf(&rows, "%s,"+campaignMember+"\n", campaignID(member, i), member)
		}
	}

	return b.campaignSubject(campaignName(members), members, map[string]string{
		"main.tf":  b.sim.provider() + campaignConfig(100),
		peopleFile: rows.String(),
	})
}

// campaignConfig sends so many of a hundred messages.
func campaignConfig(rollout int) string {
	return fmt.Sprintf(`
resource "wecom_campaign" "it" {
  recipients_file = %q
  rollout         = %d
  text            = { content = %q }
}
`, peopleFile, rollout, campaignText)
}

// campaignParts has a file for each member, and a message for each file.
func (b *workbench) campaignParts(members int) (*subject, error) {
	files := map[string]string{"main.tf": b.sim.provider() + fmt.Sprintf(`
resource "wecom_mass_message" "it" {
  for_each        = fileset("parts", "*.txt")
  sender          = trimsuffix(each.key, ".txt")
  recipients_file = "parts/${each.key}"
  text            = { content = %q }
}
`, campaignText)}

	for member := range members {
		var ids strings.Builder
		for i := range memberCustomers {
			ids.WriteString(campaignID(member, i) + "\n")
		}

		files["parts/"+fmt.Sprintf(campaignMember, member)+".txt"] = ids.String()
	}

	return b.campaignSubject(partsName(members), members, files)
}

func (b *workbench) campaignSubject(name string, sends int, files map[string]string) (*subject, error) {
	space, err := b.workspace(strings.ReplaceAll(name, " ", "-"), files)
	if err != nil {
		return nil, err
	}

	space.watched = b.binary("wecom")

	return &subject{name: name, space: space, sends: sends}, nil
}
