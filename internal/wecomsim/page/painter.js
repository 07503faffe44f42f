// Draws what the page shows into a picture. Elements are painted from where the
// browser has laid them out, so nothing is measured twice; a canvas cannot take
// HTML itself.

const scale = 2;

/** A PNG of an element that is in the page, as a Blob. */
export async function paint(element) {
  const frame = element.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(frame.width * scale);
  canvas.height = Math.ceil(frame.height * scale);
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  context.translate(-frame.left, -frame.top);
  paintElement(context, element);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
}

function paintElement(context, element) {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden') return;
  const box = element.getBoundingClientRect();
  context.save();
  paintBox(context, style, box);
  if (style.overflow !== 'visible') {
    outline(context, style, box);
    context.clip();
  }
  if (
    element instanceof HTMLImageElement ||
    element instanceof HTMLCanvasElement ||
    element instanceof HTMLVideoElement
  ) {
    paintMedia(context, element, style, box);
  }
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) paintText(context, child, style);
    else if (child.nodeType === Node.ELEMENT_NODE) paintElement(context, child);
  }
  context.restore();
}

function outline(context, style, box) {
  context.beginPath();
  context.roundRect(box.left, box.top, box.width, box.height, Number.parseFloat(style.borderTopLeftRadius) || 0);
}

const isSeen = (colour) => colour !== 'transparent' && !/, 0\)$/.test(colour) && !/\/ 0\)$/.test(colour);

function paintBox(context, style, box) {
  if (isSeen(style.backgroundColor)) {
    outline(context, style, box);
    context.fillStyle = style.backgroundColor;
    context.fill();
  }
  const width = Number.parseFloat(style.borderTopWidth);
  if (!width || !isSeen(style.borderTopColor)) return;
  context.strokeStyle = style.borderTopColor;
  context.lineWidth = width;
  context.beginPath();
  if (Number.parseFloat(style.borderLeftWidth)) {
    const radius = Math.max(0, (Number.parseFloat(style.borderTopLeftRadius) || 0) - width / 2);
    context.roundRect(box.left + width / 2, box.top + width / 2, box.width - width, box.height - width, radius);
  } else {
    context.moveTo(box.left, box.top + width / 2);
    context.lineTo(box.right, box.top + width / 2);
  }
  context.stroke();
}

/**
 * object-fit cover shows the middle of the picture, everything else the whole.
 */
function paintMedia(context, element, style, box) {
  const width = element.naturalWidth || element.videoWidth || element.width;
  const height = element.naturalHeight || element.videoHeight || element.height;
  if (!width || !height) return;
  const factor = style.objectFit === 'cover' ? Math.max(box.width / width, box.height / height) : 0;
  const cut = factor ? { width: box.width / factor, height: box.height / factor } : { width, height };
  context.drawImage(
    element,
    (width - cut.width) / 2,
    (height - cut.height) / 2,
    cut.width,
    cut.height,
    box.left,
    box.top,
    box.width,
    box.height,
  );
}

function paintText(context, node, style) {
  if (!node.data.trim()) return;
  context.fillStyle = style.color;
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textBaseline = 'middle';
  for (const line of linesOf(node)) context.fillText(line.text, line.left, line.middle);
}

/**
 * Where the browser has broken the text. Characters are kept whole: a flag or a
 * family is one.
 */
function linesOf(node) {
  const lines = [];
  const range = document.createRange();
  for (const { segment, index } of new Intl.Segmenter().segment(node.data)) {
    range.setStart(node, index);
    range.setEnd(node, index + segment.length);
    const box = range.getClientRects()[0];
    if (!box || box.width === 0) continue;
    const middle = box.top + box.height / 2;
    const last = lines.at(-1);
    if (last && Math.abs(last.middle - middle) < box.height / 2) last.text += segment;
    else lines.push({ text: segment, left: box.left, middle });
  }
  return lines;
}
