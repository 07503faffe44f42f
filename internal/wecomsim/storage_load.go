package wecomsim

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Open is New with a storage: the server continues where the last one with this
// storage stopped. The company counts only for an empty storage; otherwise the
// storage's own is used.
func Open(company Company, storage Storage, options ...Option) (*Server, error) {
	if err := load(storage, kindCompany, func(_ string, kept Company) error {
		company = kept
		return kept.Check()
	}); err != nil {
		return nil, err
	}

	s := New(company, options...)

	s.storage = storage
	if err := s.restore(); err != nil {
		return nil, err
	}

	return s, s.save(s.companyFact(), s.startsFact())
}

// load decodes the values of one kind. An error of each gets the name of the
// value.
func load[T any](storage Storage, kind string, each func(key string, value T) error) error {
	return storage.Load(kind, func(key string, raw []byte) error {
		var value T

		err := json.Unmarshal(raw, &value)
		if err == nil && string(raw) == "null" { // it decodes into everything
			err = errors.New("null")
		}

		if err == nil {
			err = each(key, value)
		}

		if err != nil {
			return fmt.Errorf("%s %s: %w", kind, key, err)
		}

		return nil
	})
}

// restore is called before the server is in use.
func (s *Server) restore() error {
	if err := load(s.storage, kindStarts, func(_ string, starts uint64) error {
		s.starts = starts + 1
		return nil
	}); err != nil {
		return err
	}

	s.clear()

	for _, step := range []func() error{s.restoreClock, s.restoreMessages, s.restoreForgotten, s.restoreMedia, s.restorePictures} {
		if err := step(); err != nil {
			return err
		}
	}

	return nil
}

func (s *Server) restoreClock() error {
	return load(s.storage, kindClock, func(_ string, offset int64) error {
		if err := s.checkOffset(offset); err != nil {
			return err
		}

		s.offset.Store(offset)

		return nil
	})
}

func (s *Server) restoreMessages() error {
	return load(s.storage, kindMessage, func(key string, message *Message) error {
		number, err := messageNumber(key)
		if err != nil {
			return err
		}

		if message.MsgID == "" || s.messages.get(message.MsgID) != nil {
			return errors.New("its msgid is empty, or another message has it")
		}

		message.number = number
		message.nameContent()
		message.count()
		s.messages.append(message)
		s.restoreReceived(message)

		return nil
	})
}

func (s *Server) restoreForgotten() error {
	return load(s.storage, kindForgotten, func(key string, message *Message) error {
		number, err := messageNumber(key)
		if err != nil {
			return err
		}

		s.messages.last = max(s.messages.last, number)
		s.restoreReceived(message)

		return nil
	})
}

// messageNumber reads the key that Message.fact has written.
func messageNumber(key string) (int, error) {
	number, err := strconv.Atoi(key)
	if err == nil && number < 1 {
		err = errors.New("messages are numbered from 1")
	}

	return number, err
}

// restoreReceived counts what the quotas of the recipients need.
func (s *Server) restoreReceived(message *Message) {
	for _, task := range message.Tasks {
		for _, recipient := range task.Recipients {
			if recipient.Status == recipientSent {
				s.received[recipient.id()] = append(s.received[recipient.id()], recipient.SendTime)
			}
		}
	}
}

func (s *Server) restoreMedia() error {
	return load(s.storage, kindMedium, func(key string, kept keptMedium) error {
		if kept.ID != key {
			return errors.New("it has another id")
		}

		medium := kept.medium()
		s.media.byID[medium.ID] = medium

		return nil
	})
}

func (s *Server) restorePictures() error {
	return load(s.storage, kindPicture, func(key string, kept keptMedium) error {
		if kept.ID != key {
			return errors.New("it has another id")
		}

		medium := kept.medium()
		medium.permanent = true
		s.media.byURL[medium.ID] = medium
		s.media.uploads = append(s.media.uploads, medium.CreateTime)

		return nil
	})
}

// keptMedium is a Medium with its content.
type keptMedium struct {
	ID         string    `json:"id"`
	Type       string    `json:"type"`
	Name       string    `json:"name"`
	CreateTime time.Time `json:"create_time"`
	Content    []byte    `json:"content"`
}

func (k keptMedium) medium() *Medium {
	return &Medium{ID: k.ID, Type: k.Type, Name: k.Name, CreateTime: k.CreateTime, Content: k.Content}
}

func mediumFact(kind string, m *Medium) fact {
	return fact{kind, m.ID, keptMedium{ID: m.ID, Type: m.Type, Name: m.Name, CreateTime: m.CreateTime, Content: m.Content}}
}

// fact has the number as key: as text it sorts as the number does.
func (m *Message) fact(kind string) fact {
	return fact{kind, fmt.Sprintf("%012d", m.number), m}
}

func (s *Server) companyFact() fact { return fact{kindCompany, onlyKey, s.directory.company} }

func (s *Server) startsFact() fact { return fact{kindStarts, onlyKey, s.starts} }
