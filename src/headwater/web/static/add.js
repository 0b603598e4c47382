// Adding: files dropped on the page, and progress as it comes. Without it, the form and looking again do the same.

const form = document.querySelector("[data-drop]");
if (form) {
  const field = form.querySelector('input[type="file"]');
  const list = form.querySelector(".chosen-files");
  form.querySelector(".drop-hint").hidden = false;
  const tell = () => {
    list.replaceChildren(
      ...[...field.files].map((file) => {
        const item = document.createElement("li");
        item.dir = "auto";
        item.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1024)).toLocaleString("en")} kB)`;
        return item;
      }),
    );
  };
  field.addEventListener("change", tell);
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.remove("dropping");
    const all = new DataTransfer();
    for (const file of [...field.files, ...event.dataTransfer.files]) all.items.add(file);
    field.files = all.files;
    tell();
    field.focus();
  });
}

const job = document.querySelector("[data-job]:not([data-ended])");
if (job) {
  const stream = new EventSource(`/add/${job.dataset.job}/events`);
  const show = (event) => job.replaceChildren(document.createRange().createContextualFragment(event.data));
  stream.addEventListener("state", show);
  stream.addEventListener("end", (event) => {
    show(event);
    stream.close();
  });
}
