package wecomtest

import (
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The credentials of a company.
const (
	CorpID = "wwtest"
	Secret = "a-secret-that-nobody-may-read"
)

// Company has two members, and customers who are all of both. zhangsan has
// talked to them last, so a message without a sender is his. The tag etT1 is on
// his side of a customer, etT2 on that of lisi, and etT on both.
func Company(corpID string, customers []string, groups ...wecomsim.GroupChat) wecomsim.Company {
	company := wecomsim.Company{
		CorpID:    corpID,
		Apps:      []wecomsim.App{{Name: "app", Secret: Secret}},
		Members:   []wecomsim.Member{{UserID: "zhangsan"}, {UserID: "lisi"}},
		Groups:    groups,
		TagGroups: []wecomsim.TagGroup{{GroupID: "etG", Tags: []wecomsim.Tag{{ID: "etT"}, {ID: "etT1"}, {ID: "etT2"}}}},
	}

	early, late := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)

	for _, id := range customers {
		company.Customers = append(company.Customers, wecomsim.Customer{ExternalUserID: id, Follows: []wecomsim.Follow{
			{UserID: "zhangsan", Tags: []string{"etT", "etT1"}, LastChat: late},
			{UserID: "lisi", Tags: []string{"etT", "etT2"}, LastChat: early},
		}})
	}

	return company
}
