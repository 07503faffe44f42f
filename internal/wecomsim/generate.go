package wecomsim

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// Sizes of a generated company.
const (
	customersPerMember = 500
	maxGenMembers      = 900 // under 1,000, over which groupchat/list demands an owner filter
	customersPerGroup  = 200
)

// GenerateCompany is DemoCompany with enough more customers, members, groups
// and tags to have n customers. The same n and seed give the same company. An n
// smaller than the demo company's gives the demo company.
func GenerateCompany(n int, seed uint64) Company {
	company := DemoCompany()
	if n <= len(company.Customers) {
		return company
	}

	g := generator{random: rand.New(rand.NewPCG(seed, 1))}
	members := g.members(&company, n)

	tags := g.tags(&company)
	for len(company.Customers) < n {
		company.Customers = append(company.Customers, g.customer(members, tags))
	}

	for range n / customersPerGroup {
		company.Groups = append(company.Groups, g.group(members))
	}

	return company
}

type generator struct {
	random *rand.Rand
	ids    int
}

// name joins a common surname and a given name.
func (g *generator) name() string {
	surnames := []string{"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "林", "郭", "何", "高", "罗"}
	givenNames := []string{"伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "杰", "涛", "明", "超", "秀英", "子涵", "梓轩", "欣怡", "浩然", "雨桐", "思远"}

	return pick(g.random, surnames) + pick(g.random, givenNames)
}

func pick[T any](random *rand.Rand, items []T) T { return items[random.IntN(len(items))] }

// id has WeCom's form: a prefix and 30 characters.
func (g *generator) id(prefix string) string {
	g.ids++

	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

	text := []byte(fmt.Sprintf("%s%022dAAAAAAAA", prefix, g.ids))
	for i := len(text) - 8; i < len(text); i++ {
		text[i] = letters[g.random.IntN(len(letters))]
	}

	return string(text)
}

// day is a time in the year before the official page's last change.
func (g *generator) day() time.Time {
	return time.Date(2024, 7, 1, 9, 0, 0, 0, chinaTime()).Add(time.Duration(g.random.IntN(360*24*60)) * time.Minute)
}

func (g *generator) members(company *Company, customers int) []string {
	userids := []string{"zhangsan", "lisi"}

	for i := range min(customers/customersPerMember, maxGenMembers) {
		userid := fmt.Sprintf("member%04d", i+1)
		userids = append(userids, userid)
		company.Members = append(company.Members, Member{UserID: userid, Name: g.name()})
	}

	return userids
}

func (g *generator) tags(company *Company) []string {
	var ids []string

	for order, group := range [][]string{
		{"城市", "北京", "上海", "广州", "深圳", "成都", "杭州"},
		{"来源", "门店", "官网", "朋友介绍", "展会"},
		{"状态", "新客户", "活跃", "沉睡"},
	} {
		made := TagGroup{GroupID: g.id("et"), Name: group[0], CreateTime: g.day(), Order: order + 3}
		for i, name := range group[1:] {
			made.Tags = append(made.Tags, Tag{ID: g.id("et"), Name: name, CreateTime: made.CreateTime, Order: i + 1})
			ids = append(ids, made.Tags[i].ID)
		}

		company.TagGroups = append(company.TagGroups, made)
	}

	return ids
}

// customer has one member, every tenth has two, and every fiftieth has removed
// the member.
func (g *generator) customer(members, tags []string) Customer {
	prefix := "wo"
	if g.random.IntN(3) > 0 {
		prefix = "wm"
	}

	made := Customer{ExternalUserID: g.id(prefix), Name: g.name(), Type: 1}
	if g.random.IntN(20) == 0 {
		made.Type = 2
	}

	first := g.random.IntN(len(members))
	made.Follows = []Follow{g.follow(members[first], tags)}

	made.Follows[0].NotFriend = g.random.IntN(50) == 0
	if g.random.IntN(10) == 0 {
		second := (first + 1 + g.random.IntN(len(members)-1)) % len(members)
		made.Follows = append(made.Follows, g.follow(members[second], tags))
	}

	return made
}

func (g *generator) follow(userid string, tags []string) Follow {
	follow := Follow{UserID: userid, AddTime: g.day(), AddWay: g.random.IntN(4)}
	if g.random.IntN(2) == 0 {
		follow.LastChat = follow.AddTime.Add(time.Duration(g.random.IntN(30*24)) * time.Hour)
	}

	at := g.random.IntN(len(tags))

	follow.Tags = []string{tags[at]}
	if other := g.random.IntN(len(tags)); other != at {
		follow.Tags = append(follow.Tags, tags[other])
	}

	return follow
}

func (g *generator) group(members []string) GroupChat {
	owner := pick(g.random, members)
	created := g.day()

	return GroupChat{
		ChatID: g.id("wr"), Name: g.name() + "的客户群", Owner: owner, CreateTime: created,
		Members: []GroupMember{{UserID: owner, Type: 1, JoinTime: created, JoinScene: 1}},
	}
}
