import { h } from './dom.js';
import { checkDuration } from './duration.js';
import { t } from './i18n.js';

// Paths that a fault is usually armed for; the field takes every other one,
// too.
const endpoints = [
  'add_msg_template',
  'gettoken',
  'get_groupmsg_list_v2',
  'get_groupmsg_task',
  'get_groupmsg_send_result',
  'remind_groupmsg_send',
  'cancel_groupmsg_send',
  'media/upload',
  'media/uploadimg',
];

// What can go wrong, with the fields that say how.
const kinds = {
  errcode: { word: 'faultErrcode', fields: ['errcode', 'with_effect'] },
  status: { word: 'faultStatus', fields: ['status', 'with_effect'] },
  delay: { word: 'faultDelay', fields: ['delay_before', 'delay_after'] },
  drop: { word: 'faultDrop', fields: ['drop_at'] },
  hang: { word: 'faultHang', fields: ['hang_at'] },
  cut: { word: 'faultCut', fields: ['answer_bytes'] },
};

const points = ['before_read', 'before_effect', 'after_effect'];

/** A form for one fault. */
export class FaultForm {
  constructor(arm) {
    this.fields = {
      errcode: number('errcode', '45009'),
      status: number('status', '502'),
      answer_bytes: number('answerBytes', '10'),
      delay_before: text('delayBefore', '2s'),
      delay_after: text('delayAfter', ''),
      drop_at: choice('at', points),
      hang_at: choice('at', points),
      with_effect: check('withEffect'),
    };
    this.endpoint = h('input', {
      type: 'text',
      list: 'fault-endpoints',
      value: 'add_msg_template',
      id: 'fault-endpoint',
    });
    this.kind = h(
      'select',
      { id: 'fault-kind', onchange: () => this.showFields() },
      Object.entries(kinds).map(([value, { word }]) => h('option', { value }, t(word))),
    );
    this.count = h('input', { type: 'number', min: 0, value: '1', id: 'fault-count' });
    this.probability = h('input', { type: 'number', min: 0, max: 1, step: 0.05, value: '', placeholder: '1' });
    this.element = h(
      'form',
      {
        class: 'fields',
        onsubmit: (event) => {
          event.preventDefault();
          arm(() => this.fault());
        },
      },
      h('label', {}, h('span', {}, t('endpoint')), this.endpoint),
      h(
        'datalist',
        { id: 'fault-endpoints' },
        endpoints.map((name) => h('option', { value: name })),
      ),
      h('label', {}, h('span', {}, t('what')), this.kind),
      Object.values(this.fields).map((field) => field.element),
      h('label', {}, h('span', {}, t('count')), this.count),
      h('label', {}, h('span', {}, t('probability')), this.probability),
      h('button', { type: 'submit', class: 'primary', id: 'arm' }, t('arm')),
    );
    this.showFields();
  }

  showFields() {
    for (const [name, { element }] of Object.entries(this.fields))
      element.hidden = !kinds[this.kind.value].fields.includes(name);
  }

  /** The fault as the control API takes it. */
  fault() {
    const fault = { endpoint: this.endpoint.value, count: Number(this.count.value) };
    if (this.probability.value) fault.probability = Number(this.probability.value);
    for (const name of kinds[this.kind.value].fields) {
      const value = this.fields[name].value();
      if (value !== '' && value !== false) fault[name] = value;
    }
    if (this.kind.value === 'cut') fault.drop_at = 'in_answer';
    return fault;
  }
}

function labelled(word, input, value) {
  return { element: h('label', {}, h('span', {}, t(word)), input), value };
}

function number(word, start) {
  const input = h('input', { type: 'number', value: start });
  return labelled(word, input, () => Number(input.value));
}

function text(word, start) {
  const input = h('input', { type: 'text', value: start, size: 6 });
  return labelled(word, input, () => checkDuration(input.value, true));
}

function choice(word, names) {
  const input = h(
    'select',
    {},
    names.map((name) => h('option', { value: name }, t(name))),
  );
  return labelled(word, input, () => input.value);
}

function check(word) {
  const input = h('input', { type: 'checkbox' });
  return labelled(word, input, () => input.checked);
}
