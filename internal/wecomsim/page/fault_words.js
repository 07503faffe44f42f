import { formatNumber, formatPercent, t } from './i18n.js';

/** The faults that the guide tries, with a word each. */
export const presets = [
  ['presetLost', { endpoint: 'add_msg_template', count: 1, drop_at: 'after_effect' }],
  ['presetCut', { endpoint: 'add_msg_template', count: 1, drop_at: 'in_answer', answer_bytes: 20 }],
  ['presetGateway', { endpoint: 'add_msg_template', count: 1, status: 502, with_effect: true }],
  ['presetBusy', { count: 3, errcode: -1 }],
  ['presetFrequency', { endpoint: 'add_msg_template', count: 2, errcode: 45009 }],
  ['presetTenth', { endpoint: 'get_groupmsg_task', probability: 0.1, errcode: 45033 }],
  ['presetSlow', { delay_before: '2s' }],
];

/** What an armed fault does, in a sentence. */
export function faultWords(fault) {
  const what = [];
  if (fault.delay_before) what.push(t('doesDelayBefore', { time: fault.delay_before }));
  if (fault.delay_after) what.push(t('doesDelayAfter', { time: fault.delay_after }));
  if (fault.drop_at === 'in_answer') what.push(t('doesCut', { n: formatNumber(fault.answer_bytes ?? 0) }));
  else if (fault.drop_at) what.push(t('doesDrop', { at: t(fault.drop_at) }));
  if (fault.hang_at) what.push(t('doesHang', { at: t(fault.hang_at) }));
  if (fault.status) what.push(t('doesStatus', { status: fault.status }));
  if (fault.errcode)
    what.push(t('doesErrcode', { code: fault.code_text ? `${fault.errcode} (${fault.code_text})` : fault.errcode }));
  if (fault.body !== undefined) what.push(t('doesBody'));
  if (fault.errcode || fault.status || fault.body !== undefined)
    what.push(t(fault.with_effect ? 'doesWork' : 'doesNoWork'));
  const where = fault.endpoint ? fault.endpoint : t('everyEndpoint');
  return `${where}: ${what.join(t('comma')) || t('doesNothing')} — ${howOften(fault)}`;
}

function howOften(fault) {
  const parts = [fault.count ? t('nextRequests', { n: formatNumber(fault.count) }) : t('untilDisarmed')];
  if (fault.probability && fault.probability < 1)
    parts.push(t('byChance', { share: formatPercent(fault.probability) }));
  if (fault.skip) parts.push(t('afterSkipping', { n: formatNumber(fault.skip) }));
  return parts.join(t('comma'));
}
