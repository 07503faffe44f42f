package audience

import "github.com/wecom-community/terraform-provider-wecom/internal/draft"

// Strangers are those whom some parts go to and whom a file of those who may
// get anything does not name. wrong is what is wrong with that file: then
// nobody may. It is read row by row.
func (a *Audience) Strangers(parts []Part, file string, kind draft.IDKind) (ids []string, wrong string) {
	allowed := make([]bool, len(a.people))

	wrong = draft.EachAllowed(file, kind, func(id string) {
		if i, found := a.find(id); found {
			allowed[i] = true
		}
	})
	if wrong != "" {
		return nil, wrong
	}

	for _, part := range parts {
		for _, i := range part.places {
			if !allowed[i] && !a.excluded[i] {
				ids = append(ids, a.people[i].id)
			}
		}
	}

	return ids, ""
}
