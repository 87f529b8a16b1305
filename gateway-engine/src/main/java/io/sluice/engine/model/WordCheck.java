package io.sluice.engine.model;

/** {@code boolean}, and {@code bytes}, which any text is. */
enum WordCheck implements TextCheck {
    BOOLEAN {
        @Override
        public boolean accepts(String text) {
            return text.equals("true") || text.equals("false");
        }

        @Override
        public String expected() {
            return "true or false";
        }
    },
    ANY {
        @Override
        public boolean accepts(String text) {
            return true;
        }

        @Override
        public String expected() {
            return "any text";
        }
    }
}
