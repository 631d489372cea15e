// A list is filtered as soon as a row is chosen or cleared. Select2 tells of it through jQuery only.
django.jQuery(document).on("change", ".autocomplete-filter select", (event) => {
  event.target.form.submit();
});
