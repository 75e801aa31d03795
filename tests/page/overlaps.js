// What lies upon a text in the pictures of a page, or leaves its picture; a caption each.
() => {
  const found = [];
  const boxOf = shape => {
    const { left, top, right, bottom } = shape.getBoundingClientRect();
    return { left, top, right, bottom, said: shape.textContent };
  };
  const inked = text => { // the line of a text without the room above and below its letters
    const box = boxOf(text), room = (box.bottom - box.top) / 5;
    return { ...box, top: box.top + room, bottom: box.bottom - room };
  };
  const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.5;
  const isWithin = (one, other) => one.left >= other.left - 1 && one.right <= other.right + 1
    && one.top >= other.top - 1 && one.bottom <= other.bottom + 1;
  const meetsPath = (path, texts) => {
    const place = path.getScreenCTM(), met = new Set();
    for (const part of path.getAttribute("d").split(/(?=M)/)) {
      const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
      line.setAttribute("d", part);
      for (let at = line.getTotalLength(); at >= 0; at -= 2) {
        const { x, y } = line.getPointAtLength(at).matrixTransform(place);
        texts.filter(box => x > box.left + 1 && x < box.right - 1 && y > box.top && y < box.bottom)
          .forEach(box => met.add(box.said));
      }
    }
    return met;
  };
  for (const picture of document.querySelectorAll("svg")) {
    const named = picture.getAttribute("aria-label"), whole = boxOf(picture);
    const texts = [...picture.querySelectorAll("text")].map(inked).filter(box => box.right > box.left);
    const bars = [...picture.querySelectorAll("rect")].map(boxOf);
    texts.forEach((text, at) => {
      for (const other of texts.slice(at + 1)) {
        if (meet(text, other)) found.push(`${named}: ${text.said} upon ${other.said}`);
      }
      if (!isWithin(text, whole)) found.push(`${named}: ${text.said} leaves the picture`);
      for (const bar of bars) {
        if (meet(text, bar) && !isWithin(text, bar)) found.push(`${named}: ${text.said} upon an edge of a bar`);
      }
    });
    for (const path of picture.querySelectorAll("path")) {
      for (const said of meetsPath(path, texts)) found.push(`${named}: a line through ${said}`);
    }
  }
  return found;
}
