import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON texts to and from Java's maps, lists, strings, numbers, booleans and null. */
final class Json {
    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    /** Reads one value; whole numbers become {@link Long}. {@link IllegalArgumentException} for what is no JSON. */
    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.skipSpace();
        if (json.position < text.length()) {
            throw json.wrong("the end");
        }
        return value;
    }

    /** An object, from names and values in turn. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            members.put((String) namesAndValues[index], namesAndValues[index + 1]);
        }
        return members;
    }

    /** Writes a value on one line. */
    static String write(Object value) {
        StringBuilder line = new StringBuilder();
        write(value, line);
        return line.toString();
    }

    private static void write(Object value, StringBuilder line) {
        if (value instanceof Map<?, ?> map) {
            writeAll('{', map.entrySet(), '}', line);
        } else if (value instanceof Map.Entry<?, ?> member) {
            write(member.getKey(), line);
            line.append(':');
            write(member.getValue(), line);
        } else if (value instanceof Iterable<?> list) {
            writeAll('[', list, ']', line);
        } else if (value instanceof String string) {
            writeString(string, line);
        } else {
            line.append(value);
        }
    }

    private static void writeAll(char opening, Iterable<?> values, char closing, StringBuilder line) {
        char before = opening;
        for (Object value : values) {
            line.append(before);
            write(value, line);
            before = ',';
        }
        if (before == opening) {
            line.append(opening);
        }
        line.append(closing);
    }

    private static void writeString(String string, StringBuilder line) {
        line.append('"');
        for (int index = 0; index < string.length(); index++) {
            char each = string.charAt(index);
            if (each == '"' || each == '\\') {
                line.append('\\').append(each);
            } else if (each < ' ') {
                line.append("\\u00").append(each < 0x10 ? "0" : "").append(Integer.toHexString(each));
            } else {
                line.append(each);
            }
        }
        line.append('"');
    }

    private Object value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        position++;
        for (boolean first = true; !ends('}', first); first = false) {
            skipSpace();
            String name = string();
            skipSpace();
            expect(':');
            members.put(name, value());
        }
        return members;
    }

    private List<Object> list() {
        List<Object> values = new ArrayList<>();
        position++;
        for (boolean first = true; !ends(']', first); first = false) {
            values.add(value());
        }
        return values;
    }

    private boolean ends(char closing, boolean first) {
        skipSpace();
        if (peek() == closing) {
            position++;
            return true;
        }
        if (!first) {
            expect(',');
        }
        return false;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char each = text.charAt(position++);
            string.append(each == '\\' ? escaped() : each);
        }
        position++;
        return string.toString();
    }

    private char escaped() {
        char each = peek();
        position++;
        return switch (each) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            // Beyond 16 bits there are two escapes, as there are two chars in a Java string.
            case 'u' -> (char) Integer.parseInt(text.substring(position, position += 4), 16);
            case '"', '\\', '/' -> each;
            default -> throw wrong("an escape");
        };
    }

    private Object number() {
        int start = position;
        while (position < text.length() && "+-.0123456789Ee".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String digits = text.substring(start, position);
        try {
            return digits.matches("-?[0-9]+") ? (Object) Long.valueOf(digits) : (Object) Double.valueOf(digits);
        } catch (NumberFormatException error) {
            throw wrong("a value");
        }
    }

    private Object literal(String name, Object value) {
        if (!text.startsWith(name, position)) {
            throw wrong(name);
        }
        position += name.length();
        return value;
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw wrong("'" + wanted + "'");
        }
        position++;
    }

    private char peek() {
        if (position >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(position);
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException("no JSON: " + wanted + " was expected at " + position);
    }
}
