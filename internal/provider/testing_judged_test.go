package provider_test

import "strings"

// judged is what forbids to send a message that Terraform does not know yet,
// and the warnings of what it says: the plan of it. What validate says is the
// same, problem by problem, and an error only where the message could never
// have been sent. It does not know the state, in which there is nothing to
// adopt.
func (p *protocol) judged(config object) problems {
	p.t.Helper()

	var planned problems

	for _, one := range p.message().plan(config).problems {
		if one.summary != "This plan sends a message to customers" && one.summary != "Nothing to adopt" {
			planned = append(planned, one)
		}
	}

	validated := p.validate(config)
	if len(validated) != len(planned) {
		p.t.Errorf("validate says\n%s\nand the plan\n%s", validated, planned)
		return planned
	}

	for i, one := range planned {
		said := validated[i]

		if said.path != one.path || !strings.HasPrefix(said.summary, one.summary) || !strings.HasPrefix(said.detail, one.detail) || one.warning && !said.warning {
			p.t.Errorf("validate says\n%s\nof\n%s", said, one)
		}
	}

	return planned
}

// decided is what a plan says of what it does, without the warnings of what is
// written, which validate has as well.
func (all problems) decided() problems {
	var rest problems

	for _, one := range all {
		if one.summary != "An id is listed twice" && one.summary != "WeCom will ignore a value" {
			rest = append(rest, one)
		}
	}

	return rest
}
