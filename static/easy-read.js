// Reads an Easy Read page aloud with the browser's own speech, and marks what is being said: its sentence and its word.
// Where the browser has no speech, the buttons stay hidden.

const box = document.querySelector("[data-listen]");
const speech = window.speechSynthesis;
if (box && speech && window.SpeechSynthesisUtterance) {
  box.hidden = false;
  listen(box);
}

function listen(box) {
  const button = (name) => box.querySelector(`[data-listen-${name}]`);
  const buttons = { start: button("start"), pause: button("pause"), goOn: button("go-on"), stop: button("stop") };
  let sentences;
  let now = 0;
  // Goes up whenever somebody presses a button, so that what an older utterance still tells is not heard.
  let turn = 0;

  function show(...names) {
    const hadFocus = box.contains(document.activeElement);
    for (const [name, element] of Object.entries(buttons)) element.hidden = !names.includes(name);
    box.classList.toggle("is-listening", names.includes("stop"));
    // What was pressed is gone, so the keyboard goes on with what took its place.
    if (hadFocus) buttons[names[0]].focus({ preventScroll: true });
  }

  function say() {
    unmark();
    const sentence = sentences[now];
    if (!sentence) return end();
    const mine = turn;
    const utterance = new window.SpeechSynthesisUtterance(sentence.text);
    utterance.lang = sentence.language;
    utterance.rate = 0.9;
    mark(sentence.pieces.map((piece) => piece.element), "said-sentence");
    sentence.pieces[0].element.closest("[data-say]").scrollIntoView({ block: "nearest" });
    utterance.onboundary = (event) => {
      if (mine !== turn || (event.name && event.name !== "word")) return;
      unmark("said-word");
      const piece = sentence.pieces.findLast((piece) => piece.start <= event.charIndex);
      if (piece) mark([piece.element], "said-word");
    };
    utterance.onend = utterance.onerror = () => {
      if (mine !== turn) return;
      now += 1;
      say();
    };
    speech.speak(utterance);
  }

  function begin() {
    sentences ??= readPage();
    turn += 1;
    speech.cancel();
    show("pause", "stop");
    say();
  }

  // Some browsers cannot pause, so we stop, and begin again with the same sentence.
  function halt() {
    turn += 1;
    speech.cancel();
  }

  function end() {
    now = 0;
    unmark();
    show("start");
  }

  buttons.start.addEventListener("click", begin);
  buttons.goOn.addEventListener("click", begin);
  buttons.pause.addEventListener("click", () => {
    halt();
    show("goOn", "stop");
  });
  buttons.stop.addEventListener("click", () => {
    halt();
    end();
  });
  addEventListener("pagehide", halt);
}

function mark(elements, name) {
  for (const element of elements) element.classList.add(name);
}

function unmark(...names) {
  for (const name of names.length ? names : ["said-word", "said-sentence"]) {
    for (const element of document.querySelectorAll(`.${name}`)) element.classList.remove(name);
  }
}

// All sentences of the page in order, each with its words as elements that can be marked.
function readPage() {
  return [...document.querySelectorAll("main [data-say]")].flatMap((element) => sentencesOf(element));
}

function sentencesOf(element) {
  const found = [];
  let sentence;
  for (const node of textNodes(element)) {
    const parts = node.data.split(/(\s+)/).filter(Boolean);
    const pieces = parts.map((part) => {
      const piece = document.createElement("span");
      piece.textContent = part;
      return piece;
    });
    node.replaceWith(...pieces);
    for (const piece of pieces) {
      const isSpace = !piece.textContent.trim();
      if (isSpace && (!sentence || /[.!?]$/.test(sentence.text.trimEnd()))) {
        sentence = undefined;
        continue;
      }
      if (!sentence) {
        const language = element.closest("[lang]").lang;
        sentence = { text: "", pieces: [], language };
        found.push(sentence);
      }
      if (isSpace) sentence.text += " ";
      else {
        sentence.pieces.push({ element: piece, start: sentence.text.length });
        sentence.text += piece.textContent;
      }
    }
  }
  return found;
}

function textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}
