package wecomsim

import (
	_ "embed" // for the schema
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

//go:embed company.schema.json
var companySchema string

// CompanySchema is the JSON Schema (draft 2020-12) of the seed file.
func CompanySchema() string { return companySchema }

// ReadCompany reads a company from JSON: the seed file. An unknown field is an
// error, and so is everything that Company.Check finds.
func ReadCompany(r io.Reader) (Company, error) {
	// "$schema" lets an editor help; it is not a field of a company.
	var file struct {
		Schema string `json:"$schema"`
		Company
	}

	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()

	if err := decoder.Decode(&file); err != nil {
		return Company{}, fmt.Errorf("company: %w", err)
	}

	if decoder.More() {
		return Company{}, errors.New("company: more than one JSON value")
	}

	return file.Company, file.Company.Check()
}

// Check finds what is wrong: missing or repeated ids, and references to nobody.
// It gives all problems at once. Groups may have an owner who is not a member:
// the owner has left.
func (c Company) Check() error {
	check := companyCheck{}
	if c.CorpID == "" {
		check.problem("corp_id is empty")
	}

	if len(c.Apps)+len(c.Suites) == 0 {
		check.problem("apps is empty")
	}

	secrets, members, tags := ids{}, ids{}, ids{}
	for _, app := range c.Apps {
		check.add(secrets, "secret", app.Secret)
	}

	suites := ids{}
	for _, suite := range c.Suites {
		check.add(suites, "suite_id", suite.SuiteID)

		if suite.Custom {
			check.add(secrets, "secret", suite.PermanentCode)
		}
	}

	for _, member := range c.Members {
		check.add(members, "userid", member.UserID)
	}

	for _, app := range c.Apps {
		for _, userid := range app.VisibleMembers {
			check.known(members, "visible_members", userid)
		}
	}

	groups := ids{}
	for _, group := range c.TagGroups {
		check.add(groups, "group_id", group.GroupID)

		for _, tag := range group.Tags {
			check.add(tags, "tag id", tag.ID)
		}
	}

	customers, chats := ids{}, ids{}
	for _, customer := range c.Customers {
		check.add(customers, "external_userid", customer.ExternalUserID)

		for _, follow := range customer.Follows {
			check.known(members, "follows of "+customer.ExternalUserID, follow.UserID)

			for _, tag := range follow.Tags {
				check.known(tags, "tags of "+customer.ExternalUserID, tag)
			}
		}
	}

	for _, group := range c.Groups {
		check.add(chats, "chat_id", group.ChatID)
	}

	return errors.Join(check.problems...)
}

type ids map[string]bool

// maxProblems bounds what a large file full of mistakes prints.
const maxProblems = 20

type companyCheck struct{ problems []error }

func (c *companyCheck) problem(format string, args ...any) {
	if len(c.problems) < maxProblems {
		c.problems = append(c.problems, fmt.Errorf("company: "+format, args...))
	}
}

func (c *companyCheck) add(known ids, what, id string) {
	switch {
	case id == "":
		c.problem("an empty %s", what)
	case known[id]:
		c.problem("%s %q twice", what, id)
	}

	known[id] = true
}

func (c *companyCheck) known(known ids, where, id string) {
	if !known[id] {
		c.problem("%s: %q is not known", where, id)
	}
}
