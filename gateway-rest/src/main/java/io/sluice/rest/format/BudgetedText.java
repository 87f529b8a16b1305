package io.sluice.rest.format;

/** Text for a regular expression that backtracks: whatever it looks at takes a step from a budget. */
final class BudgetedText implements CharSequence {
    private final String text;
    private final int from;
    private final int to;
    private final Budget budget;

    BudgetedText(String text, Budget budget) {
        this(text, 0, text.length(), budget);
    }

    private BudgetedText(String text, int from, int to, Budget budget) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.budget = budget;
    }

    @Override
    public int length() {
        return to - from;
    }

    @Override
    public char charAt(int index) {
        budget.spend();
        return text.charAt(from + index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BudgetedText(text, from + start, from + end, budget);
    }

    @Override
    public String toString() {
        return text.substring(from, to);
    }
}
