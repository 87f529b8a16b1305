"use strict";

// The gateway's listeners are of another origin than this page, so requests cannot be tried from here.
SwaggerUIBundle({
  url: new URL("../openapi", document.baseURI).href,
  dom_id: "#document",
  deepLinking: true,
  supportedSubmitMethods: [],
  validatorUrl: null,
});
