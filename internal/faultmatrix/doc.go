// Package faultmatrix holds tests only. They break every point of an exchange
// with WeCom, in every state of its sent-message list, and do next what
// Terraform would do, to show that the client sends a message at most once.
//
// TestMatrix_sendsAtMostOnce walks all cells and prints a table, with a journal
// on, off and lost. TestJournal_twoThatSendAtOnce puts two processes beside
// each other with one journal, TestProcesses_withEqualWordsNeverMix every form
// of people beside every other one in another process,
// TestCompanies_withEqualWordsNeverMix in another company.
// TestSoak_sendsAtMostOnce draws faults at random, and
// TestSoak_theJournalKeepsWhatDies where runs die; SOAK_RUNS sets how many runs
// they make and SOAK_SEED repeats one.
package faultmatrix
