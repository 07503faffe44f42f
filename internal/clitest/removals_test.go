package clitest_test

// removal takes a message out of the state, to replace it or not.
type removal struct {
	changes func(w *workspace) result
	want    int // how many messages in the end, the first one among them
}

// removals are the ways in which message("it", "一", "") leaves the state.
func removals() map[string]removal {
	writes := func(body string) func(*workspace) result {
		return func(w *workspace) result {
			w.write(body)
			return w.apply()
		}
	}

	return map[string]removal{
		"triggers": {writes(message("it", "一", `triggers = { wave = "2" }`)), 2},
		"the text": {writes(message("it", "二", "")), 2},
		"a rename": {writes(message("that", "一", "")), 1},
		"taint":    {func(w *workspace) result { return w.tainted("wecom_mass_message.it") }, 1},
		"destroy":  {(*workspace).destroy, 1},
	}
}
